using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.WorkerProcess.Messages;

/// <summary>The requests and answers of the worker itself.</summary>
internal static class WorkerMessages
{
    public static string ReadRouterId(FlatTable table) => table.RequiredString(0);

    public static string ReadWebRtcServerId(FlatTable table) => table.RequiredString(0);

    /// <summary>Null where nothing is to be changed.</summary>
    public static (string? LogLevel, string[]? LogTags) ReadUpdateSettings(FlatTable table) =>
        (table.String(0), table.Has(1) ? table.Strings(1) : null);

    public static FlatOffset WriteDump(FlatWriter writer, WorkerDump dump)
    {
        writer.Begin();
        writer.UInt32(0, (uint)dump.Pid);
        writer.Strings(1, dump.WebRtcServerIds);
        writer.Strings(2, dump.RouterIds);
        writer.Begin();
        writer.Strings(0, dump.ChannelMessageHandlers.ChannelRequestHandlers);
        writer.Strings(1, dump.ChannelMessageHandlers.ChannelNotificationHandlers);
        writer.Table(3, writer.End());
        return writer.End();
    }

    /// <summary>The numbers of getrusage, in its order; times in milliseconds.</summary>
    public static FlatOffset WriteResourceUsage(FlatWriter writer, ReadOnlySpan<long> usage)
    {
        writer.Begin();
        for (int i = 0; i < usage.Length; i++)
        {
            writer.Count(i, usage[i]);
        }

        return writer.End();
    }
}
