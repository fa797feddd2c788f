// A pipeline drawn: sources at the left, its steps after each other, targets at the right. A table says the same to those who do
// not see it.
import type { Graph, GraphNode } from "../api/more_types";
import { number, t, word } from "../i18n";

const high = 52, gapX = 56, gapY = 12;
/** Steps have short names; what is connected has those of connections. */
const widthOf = { inlet: 210, step: 150, outlet: 210 } as const;
/** What is wider is not made smaller than this, but scrolled. */
const legible = 640;

interface Placed extends GraphNode {
  x: number;
  y: number;
}

/** Columns by role; each step has a column of its own. Rows are centred. */
export function laidOut(graph: Graph): { nodes: Placed[]; width: number; height: number } {
  const of = (kind: GraphNode["kind"]) => graph.nodes.filter((node) => node.kind === kind);
  const columns = [of("inlet"), ...of("step").map((step) => [step]), of("outlet")].filter((column) => column.length);
  const rows = Math.max(...columns.map((column) => column.length), 1);
  const height = rows * (high + gapY) - gapY;
  let x = 0;
  const nodes = columns.flatMap((column) => {
    const at = x;
    x += widthOf[column[0]!.kind] + gapX;
    return column.map((node, y) => ({ ...node, x: at, y: (height - (column.length * (high + gapY) - gapY)) / 2 + y * (high + gapY) }));
  });
  return { nodes, width: Math.max(x - gapX, 0), height };
}

export function Drawing({ graph }: { graph: Graph }) {
  const { nodes, width, height } = laidOut(graph);
  const sources = graph.nodes.filter((node) => node.kind === "inlet").map((node) => node.message);
  const at = new Map(nodes.map((node) => [node.id, node]));
  return (
    <div class="drawing" aria-hidden="true">
      <svg viewBox={`-2 -2 ${width + 4} ${height + 4}`} width={width + 4} height={height + 4} class={width > legible ? "long" : ""}>
        {graph.edges.map((edge) => <Edge key={`${edge.from} ${edge.to}`} from={at.get(edge.from)} to={at.get(edge.to)} count={edge.count} />)}
        {nodes.map((node) => <Node key={node.id} node={node} alone={sources.filter((one) => one === node.message).length < 2} />)}
      </svg>
    </div>
  );
}

function Edge({ from, to, count }: { from: Placed | undefined; to: Placed | undefined; count: number | undefined }) {
  if (!from || !to) return null;
  const x1 = from.x + widthOf[from.kind], y1 = from.y + high / 2, x2 = to.x, y2 = to.y + high / 2, bend = (x2 - x1) / 2;
  return (
    <g class={count ? "edge flows" : "edge"}>
      <path d={`M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`} />
      {count ? <text x={(x1 + x2) / 2} y={(y1 + y2) / 2 - 6} text-anchor="middle">{number(count)}</text> : null}
    </g>
  );
}

const cut = (text: string, wide: number): string => {
  const longest = Math.floor(wide / 8.6);
  return text.length > longest ? text.slice(0, longest - 1) + "…" : text;
};

/** What is parked is counted by its kind: of several sources of that kind none is said to have it. */
function Node({ node, alone }: { node: Placed; alone: boolean }) {
  const wide = widthOf[node.kind];
  const trouble = node.paused || node.broken;
  const waits = (alone ? (node.parked ?? 0) : 0) + (node.waiting ?? 0);
  return (
    <g class={`node ${node.kind}${trouble ? " trouble" : ""}`} transform={`translate(${node.x} ${node.y})`}>
      <rect width={wide} height={high} rx={6} />
      <path class="gate" d={`M0 6a6 6 0 0 1 6-6v${high}a6 6 0 0 1-6-6z`} />
      <text class="name" x={16} y={22}>{cut(node.name, wide)}</text>
      <text class="plugin" x={16} y={40}>{trouble ? t("node.stopped") : node.message ? word("kind", node.message) : node.plugin && node.plugin !== node.name ? node.plugin : t(`node.${node.kind}`)}</text>
      {waits > 0 && (
        <g transform={`translate(${wide - 12} ${high - 15})`}>
          <text class="waits" text-anchor="end" y={3}>{t("node.waits", { n: waits })}</text>
        </g>
      )}
    </g>
  );
}
