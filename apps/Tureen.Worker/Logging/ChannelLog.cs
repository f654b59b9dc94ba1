using Tureen.WorkerProcess.Channel;
using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Messages;
using Tureen.WorkerProcess.Settings;

namespace Tureen.WorkerProcess.Logging;

/// <summary>Tells lines through the channel, each with the letter of its level in front, as far as the settings ask for them.</summary>
internal sealed class ChannelLog(ChannelOutput output, LogSettings settings)
{
    /// <summary>Characters of a line; what others sent is part of some.</summary>
    private const int MaximumLength = 50_000;

    private readonly FlatWriter _writer = new();

    public bool IsDebug(LogTags tag) => settings.Level == LogLevel.Debug && (settings.Tags & tag) != LogTags.None;

    public void Debug(LogTags tag, string place, string text)
    {
        if (IsDebug(tag))
        {
            Write('D', place, text);
        }
    }

    public void Warn(LogTags tag, string place, string text)
    {
        if (settings.Level >= LogLevel.Warn && (settings.Tags & tag) != LogTags.None)
        {
            Write('W', place, text);
        }
    }

    public void Error(string place, string text)
    {
        if (settings.Level >= LogLevel.Error)
        {
            Write('E', place, text);
        }
    }

    private void Write(char level, string place, string text)
    {
        _writer.Clear();
        string line = $"{level}{place}() | {text}";
        output.Send(OutgoingMessage.Log(_writer, line.Length <= MaximumLength ? line : line[..MaximumLength]));
    }
}
