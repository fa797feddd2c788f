// Each pipeline as it runs from left to right, with what waits where, and its runs.
import { useEffect, useState } from "preact/hooks";
import { part, post, query } from "../api/client";
import type { Graph, Run } from "../api/more_types";
import type { Page, PipelineStatus, Status } from "../api/types";
import { kronor } from "../format";
import { number, t, word } from "../i18n";
import { useAnswer } from "../live";
import { announce } from "../parts/announcer";
import { Decision } from "../parts/decision";
import { Drawing } from "../parts/drawing";
import { Answered } from "../parts/problem";
import { Table } from "../parts/table";
import { Badge, Empty, Heading, Moment, State } from "../parts/words";
import { address, type Place } from "../router";
import { may } from "../session";

export function Pipelines({ place }: { place: Place }) {
  const graphs = useAnswer<Page<Graph>>("/pipelines");
  const status = useAnswer<Status>("/status");
  return (
    <>
      <Heading title={t("pipelines.title")} />
      <Answered of={graphs}>
        {({ items }) =>
          items.length ? (
            <>
              {items
                .filter((graph) => !place.part || graph.pipeline === place.part)
                .map((graph) => (
                  <Pipeline key={graph.pipeline} graph={graph} status={status.data?.pipelines.find((one) => one.pipeline === graph.pipeline)} />
                ))}
              {place.part && <p class="more"><a href={address("pipelines")}>{t("pipelines.all")}</a></p>}
              <Runs pipeline={place.part} />
            </>
          ) : (
            <Empty title={t("pipelines.none")}>{t("pipelines.noneNext")}</Empty>
          )
        }
      </Answered>
    </>
  );
}

function Pipeline({ graph, status }: { graph: Graph; status: PipelineStatus | undefined }) {
  const [asks, setAsks] = useState(false);
  const running = status?.last_state === "running";
  const name = graph.pipeline;
  const parked = parkedIn(graph);
  return (
    <section class="sheet pipeline" aria-labelledby={`pipeline-${name}`}>
      <header class="line">
        <h2 id={`pipeline-${name}`}><a href={address("pipelines", name)}>{name}</a></h2>
        <State state={status?.last_state} />
        {parked > 0 && <a class="waits" href={address("parked")}>{t("node.waits", { n: parked })}</a>}
        {status?.missed && <Badge tone="bad">{t("tonight.isMissed")}</Badge>}
        <span class="aside">
          {status?.next ? t("pipelines.next", { at: status.next }) : t("pipelines.byHand")}
        </span>
        {may("operator") && (
          <button type="button" class="main" aria-describedby={`pipeline-${name}`} aria-disabled={running} onClick={() => !running && setAsks(true)}>
            {t(running ? "pipelines.runs" : "pipelines.run")}
          </button>
        )}
      </header>
      {running && <Progress pipeline={name} />}
      <Drawing graph={graph} />
      <details>
        <summary>{t("pipelines.asTable")}</summary>
        <Table
          caption={t("pipelines.caption", { name })}
          hideCaption
          columns={[
            { title: t("pipelines.part"), kind: "head", cell: (row) => row.name },
            { title: t("pipelines.role"), beside: true, cell: (row) => t(`node.${row.kind}`) },
            { title: t("pipelines.plugin"), cell: (row) => (row.message ? word("kind", row.message) : row.plugin) },
            { title: t("pipelines.onTo"), kind: "wide", cell: (row) => graph.edges.filter((edge) => edge.from === row.id).map((edge) => `${nameOf(graph, edge.to)}${edge.count === undefined ? "" : ` (${number(edge.count)})`}`).join(", ") },
            { title: t("pipelines.waiting"), kind: "number", cell: (row) => row.waiting === undefined ? "" : number(row.waiting) },
            { title: t("pipelines.parked"), kind: "number", cell: (row) => row.parked === undefined ? "" : number(row.parked) },
          ]}
          rows={graph.nodes}
          name={(row) => row.id}
        />
      </details>
      {asks && (
        <Decision
          title={t("pipelines.runTitle", { name })}
          confirm={t("pipelines.run")}
          done={t("pipelines.begun", { name })}
          withoutReason
          decide={() => post(`/pipelines/${part(name)}/runs`)}
          close={() => setAsks(false)}
        >
          <p>{t("pipelines.runHint")} <a href={address("plan", name)}>{t("pipelines.planFirst")}</a></p>
        </Decision>
      )}
    </section>
  );
}

/** Of each kind once: every source of a kind tells how much of it is parked. */
const parkedIn = (graph: Graph): number =>
  [...new Map(graph.nodes.filter((node) => node.kind === "inlet").map((node) => [node.message, node.parked ?? 0])).values()].reduce((sum, n) => sum + n, 0);

const nameOf = (graph: Graph, id: string): string => graph.nodes.find((node) => node.id === id)?.name ?? id;

/** Of the run that is under way. That it has ended is told to those who do not see it. */
function Progress({ pipeline }: { pipeline: string }) {
  const runs = useAnswer<Page<Run>>("/runs" + query({ pipeline, limit: 1 }));
  const run = runs.data?.items[0];
  useEffect(() => () => announce(t("pipelines.ended", { name: pipeline })), [pipeline]);
  const { read, done } = run?.progress ?? {};
  return (
    <div class="progress">
      <progress aria-label={t("pipelines.progress", { name: pipeline })} {...(read && done !== undefined && { max: read, value: done })} />
      <p>{read === undefined ? t("pipelines.runs") : t("pipelines.progressText", { read, done: done ?? 0 })}</p>
    </div>
  );
}

function Runs({ pipeline }: { pipeline: string }) {
  const runs = useAnswer<Page<Run>>("/runs" + query({ pipeline, limit: 20 }));
  return (
    <section class="sheet" aria-labelledby="runs">
      <h2 id="runs">{t("runs.title")}</h2>
      <Answered of={runs}>
        {({ items }) =>
          items.length ? (
            <Table
              caption={t("runs.title")}
              hideCaption
              columns={[
                { title: t("runs.run"), kind: "head", cell: (row) => <a href={address("messages", "", { run: String(row.run) })}>{row.run}</a> },
                { title: t("runs.pipeline"), cell: (row) => (row.pipeline === "@reconcile" ? t("reconciliation.title") : row.pipeline) },
                { title: t("runs.state"), beside: true, cell: (row) => <State state={row.state} /> },
                { title: t("runs.trigger"), cell: (row) => word("trigger", row.trigger.split(" ")[0] ?? "") },
                { title: t("runs.started"), cell: (row) => <Moment at={row.started} /> },
                { title: t("runs.ended"), cell: (row) => <Moment at={row.ended} /> },
                { title: t("runs.read"), kind: "number", cell: (row) => row.report?.read !== undefined && number(row.report.read) },
                { title: t("runs.issued"), kind: "number", cell: (row) => row.report?.issued && kronor(row.report.issued.amount_ore) },
              ]}
              rows={items}
              name={(row) => row.run}
            />
          ) : (
            <Empty title={t("runs.none")}>{t("runs.noneNext")}</Empty>
          )
        }
      </Answered>
    </section>
  );
}
