using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.WorkerProcess.Messages;

/// <summary>Pairs of a key and a value, as in dumps.</summary>
internal static class CommonMessages
{
    public static readonly TraceDirection[] Directions = [TraceDirection.In, TraceDirection.Out];

    public static FlatOffset Write(FlatWriter writer, DumpEntry<string, string> entry)
    {
        writer.Begin();
        writer.String(0, entry.Key);
        writer.String(1, entry.Value);
        return writer.End();
    }

    public static FlatOffset Write(FlatWriter writer, DumpEntry<uint, string> entry)
    {
        writer.Begin();
        writer.UInt32(0, entry.Key);
        writer.String(1, entry.Value);
        return writer.End();
    }

    public static FlatOffset Write(FlatWriter writer, DumpEntry<int, string> entry)
    {
        writer.Begin();
        writer.UInt16(0, (ushort)entry.Key);
        writer.String(1, entry.Value);
        return writer.End();
    }

    public static FlatOffset Write(FlatWriter writer, DumpListEntry entry)
    {
        writer.Begin();
        writer.String(0, entry.Key);
        writer.Strings(1, entry.Values);
        return writer.End();
    }
}
