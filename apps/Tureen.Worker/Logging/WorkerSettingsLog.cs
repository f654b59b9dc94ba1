using Tureen.WorkerProcess.Settings;

namespace Tureen.WorkerProcess.Logging;

/// <summary>Logs the settings in force.</summary>
internal static class WorkerSettingsLog
{
    private const string Place = "Settings::log";

    public static void Write(ChannelLog log, WorkerArguments settings)
    {
        if (log.IsDebug(WorkerLogTag.Info))
        {
            log.Debug(WorkerLogTag.Info, Place, $"logLevel: {settings.Log.LevelName}, logTags: {settings.Log.TagList}");
            log.Debug(WorkerLogTag.Info, Place, $"rtcMinPort: {settings.Ports.Minimum}, rtcMaxPort: {settings.Ports.Maximum}");
        }
    }
}
