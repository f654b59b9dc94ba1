namespace Tureen.WorkerProcess.Settings;

/// <summary>A setting is wrong: the process ends with <see cref="Hosting.ExitCode.WrongSettings"/>.</summary>
internal sealed class SettingsException(string message) : Exception(message);
