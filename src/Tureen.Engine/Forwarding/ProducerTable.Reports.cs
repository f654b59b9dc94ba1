namespace Tureen.Engine.Forwarding;

internal sealed partial class ProducerTable
{
    public RtpListenerDump Dump() => new()
    {
        SsrcTable = [.. _bySsrc.Select(static pair => new DumpEntry<uint, string>(pair.Key, pair.Value.Id))],
        MidTable = [.. _byMid.Select(static pair => new DumpEntry<string, string>(pair.Key, pair.Value.Id))],
        RidTable = [.. _byRid.Select(static pair => new DumpEntry<string, string>(pair.Key, pair.Value.Id))],
    };
}
