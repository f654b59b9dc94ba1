using Tureen.Ortc;
using Tureen.Rooms.Settings;

namespace Tureen.Rooms.Rooms;

/// <summary>The ports of each worker, one UDP and one TCP for each address that browsers get, which all browsers of its rooms share.</summary>
internal static class MediaPorts
{
    private const string Key = "webRtcServer";

    /// <summary>
    /// Bytes that wait in the UDP port of a worker, in each direction, as far as the system allows (net.core.rmem_max). All browsers share
    /// them: the usual 208 KiB are 270 small packets, which a flood of one peer fills in 6 ms, and then everybody's packets are lost.
    /// </summary>
    private const int SocketBuffer = 4 * 1024 * 1024;

    /// <summary>Opens the ports of a new worker.</summary>
    /// <exception cref="MediasoupException">The address cannot be bound.</exception>
    public static async Task OpenAsync(Worker worker, MediaAddress address) =>
        worker.AppData[Key] = await worker.CreateWebRtcServerAsync(new WebRtcServerOptions
        {
            ListenInfos =
            [
                .. Listen(address.Ip, address.Announced),
                .. address.Further.SelectMany(static further => Listen(further.Ip, further.Announced)),
            ],
        });

    public static WebRtcServer Of(Worker worker) => (WebRtcServer)worker.AppData[Key]!;

    private static TransportListenInfo[] Listen(string ip, string? announced) =>
        [Listen(TransportProtocol.Udp, ip, announced), Listen(TransportProtocol.Tcp, ip, announced)];

    private static TransportListenInfo Listen(TransportProtocol protocol, string ip, string? announced) =>
        new()
        {
            Protocol = protocol,
            Ip = ip,
            AnnouncedAddress = announced,
            RecvBufferSize = protocol == TransportProtocol.Udp ? SocketBuffer : 0,
            SendBufferSize = protocol == TransportProtocol.Udp ? SocketBuffer : 0,
        };
}
