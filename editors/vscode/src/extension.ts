/** Starts « vitrail lsp » for the school that is open, and lets it speak. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { commands, ExtensionContext, Uri, window, workspace } from "vscode";
import { LanguageClient, LanguageClientOptions, ServerOptions } from "vscode-languageclient/node";

/** Where a virtual environment keeps its commands: on Windows, then elsewhere. */
const PLACES = process.platform === "win32" ? [["Scripts", "vitrail.exe"]] : [["bin", "vitrail"]];
const ENVIRONMENTS = [".venv", "venv"];

let client: LanguageClient | undefined;

/** The command that is asked for, the one of a virtual environment of an open folder, else that of the system. */
function found(): string {
  const asked = workspace.getConfiguration("vitrail").get<string>("commande", "");
  const folders = (workspace.workspaceFolders ?? []).map((folder: { uri: Uri }) => folder.uri.fsPath);
  const known = folders.flatMap((folder) =>
    ENVIRONMENTS.flatMap((environment) => PLACES.map((place) => join(folder, environment, ...place))),
  );
  return asked || known.find(existsSync) || "vitrail";
}

async function start(): Promise<void> {
  const command = found();
  const server: ServerOptions = { command, args: ["lsp"] };
  const options: LanguageClientOptions = {
    documentSelector: [
      { scheme: "file", language: "markdown", pattern: "**/portfolios/**" },
      { scheme: "file", language: "yaml", pattern: "**/portfolios/**" },
    ],
    synchronize: { fileEvents: workspace.createFileSystemWatcher("**/portfolios/**", false, true, false) },
  };
  client = new LanguageClient("vitrail", "Vitrail", server, options);
  try {
    await client.start();
  } catch {
    client = undefined;
    void window.showErrorMessage(
      `Vitrail ne se lance pas (${command}). Installez-le dans « .venv » : python -m pip install -r requirements.txt`,
    );
  }
}

export async function activate(context: ExtensionContext): Promise<void> {
  context.subscriptions.push(
    commands.registerCommand("vitrail.relancer", async () => {
      await deactivate();
      await start();
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
  client = undefined;
}
