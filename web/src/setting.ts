// What a person chose, kept in this browser: language and colours, nothing else.
export function setting(name: string): string | null {
  try {
    return localStorage.getItem("sluss." + name);
  } catch {
    return null;
  }
}

export function choose(name: string, value: string): void {
  try {
    localStorage.setItem("sluss." + name, value);
  } catch {
    // A browser that keeps nothing still shows it.
  }
}
