// Light, dark, or as the system has it.
import { cell } from "./cell";
import { setting } from "./setting";

export type Theme = "system" | "light" | "dark";
export const themes: readonly Theme[] = ["system", "light", "dark"];

const kept = setting("theme");
export const theme = cell<Theme>(kept === "light" || kept === "dark" ? kept : "system");
