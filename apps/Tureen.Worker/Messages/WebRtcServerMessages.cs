using Tureen.Engine.Transports;
using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.WorkerProcess.Messages;

/// <summary>What a WebRtcServer is made of.</summary>
internal static class WebRtcServerMessages
{
    public static string ReadId(FlatTable table) => table.RequiredString(0);

    public static IceListenOptions[] ReadListens(FlatTable table) => table.Tables(1, ListenInfoMessages.Read);
}
