using Microsoft.Extensions.Logging;
using Tureen.Engine.Events;

namespace Tureen;

/// <summary>Writes the lines of a worker's engine, each tag to a category of its own.</summary>
internal sealed class WorkerLog(ILoggerFactory? factory)
{
    private readonly ComponentLog[] _logs =
        [.. Enum.GetValues<WorkerLogTag>().Select(tag => new ComponentLog(factory, "Worker." + tag))];

    public void Write(EngineLogEvent line)
    {
        ComponentLog log = _logs[(int)line.Tag];
        switch (line.Level)
        {
            case WorkerLogLevel.Debug:
                log.Debug(line.Text);
                break;
            case WorkerLogLevel.Warn:
                log.Warn(line.Text);
                break;
            default:
                log.Error(line.Text);
                break;
        }
    }
}
