using Tureen.Engine.Events;
using Tureen.WorkerProcess.Channel;
using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Messages;
using Tureen.WorkerProcess.Settings;

namespace Tureen.WorkerProcess.Logging;

/// <summary>Logs lines through the channel, each with the letter of its level in front, if the settings ask for them.</summary>
internal sealed class ChannelLog(ChannelOutput output, LogSettings settings)
{
    /// <summary>Characters of a line, because some lines contain text from others.</summary>
    private const int MaximumLength = 50_000;

    private readonly FlatWriter _writer = new();

    public bool IsDebug(WorkerLogTag tag) => settings.Level == WorkerLogLevel.Debug && settings.Tags.Contains(tag);

    public void Debug(WorkerLogTag tag, string place, string text)
    {
        if (IsDebug(tag))
        {
            Write('D', $"{place}() | {text}");
        }
    }

    public void Error(string place, string text)
    {
        if (settings.Level is not WorkerLogLevel.None)
        {
            Write('E', $"{place}() | {text}");
        }
    }

    /// <summary>A line of the engine, which has checked the settings.</summary>
    public void Write(EngineLogEvent line) => Write(line.Level == WorkerLogLevel.Debug ? 'D' : 'W', $"{line.Tag} | {line.Text}");

    private void Write(char level, string text)
    {
        string line = level + text;
        _writer.Clear();
        output.Send(OutgoingMessage.Log(_writer, line.Length <= MaximumLength ? line : line[..MaximumLength]));
    }
}
