import { Component, type ComponentChildren } from "preact";
import { t } from "../i18n";
import { Said } from "./words";

/** A screen that breaks says so, and the way to the others stays. */
export class Boundary extends Component<{ children: ComponentChildren }, { fault?: string }> {
  static getDerivedStateFromError(fault: unknown) {
    return { fault: String(fault) };
  }

  render() {
    if (this.state.fault === undefined) return this.props.children;
    return (
      <div class="trouble" role="alert">
        <p class="what">{t("problem.broken")}</p>
        <p class="detail"><Said>{this.state.fault}</Said></p>
      </div>
    );
  }
}
