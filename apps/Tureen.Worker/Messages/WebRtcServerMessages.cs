using Tureen.Engine.Transports;
using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.WorkerProcess.Messages;

/// <summary>The options of a WebRtcServer.</summary>
internal static class WebRtcServerMessages
{
    public static string ReadId(FlatTable table) => table.RequiredString(0);

    public static IceListenOptions[] ReadListens(FlatTable table) => table.Tables(1, ListenInfoMessages.Read);

    public static FlatOffset WriteDump(FlatWriter writer, WebRtcServerDump dump)
    {
        writer.Begin();
        writer.String(0, dump.Id);
        writer.Tables(1, dump.UdpSockets, WriteIpPort);
        writer.Tables(2, dump.TcpServers, WriteIpPort);
        writer.Strings(3, dump.WebRtcTransportIds);
        writer.Tables(4, dump.LocalIceUsernameFragments, WriteFragment);
        return writer.End();
    }

    private static FlatOffset WriteIpPort(FlatWriter writer, IpPort place)
    {
        writer.Begin();
        writer.String(0, place.Ip);
        writer.UInt16(1, (ushort)place.Port);
        return writer.End();
    }

    private static FlatOffset WriteFragment(FlatWriter writer, IceUsernameFragmentDump fragment)
    {
        writer.Begin();
        writer.String(0, fragment.LocalIceUsernameFragment);
        writer.String(1, fragment.WebRtcTransportId);
        return writer.End();
    }
}
