using System.Net;

namespace Tureen.V2;

public sealed partial class WebRtcTransport
{
    /// <summary>Begins to send plain copies of RTP and RTCP to an address.</summary>
    /// <param name="options">Where to, and what.</param>
    /// <returns>The transport.</returns>
    /// <exception cref="InvalidStateException">The transport is closed.</exception>
    /// <exception cref="MediasoupException">An option is missing or wrong, or it is being mirrored already.</exception>
    public async Task<WebRtcTransport> StartMirroringAsync(MirroringOptions options)
    {
        RequireOpen();
        Check.Given(options);
        if (options.RemoteIP is null || options.RemotePort is not (> 0 and <= ushort.MaxValue))
        {
            throw new MediasoupException("missing remoteIP or remotePort");
        }

        if (!ListenInfoCheck.TryParseIp(options.RemoteIP, out IPAddress? remote))
        {
            throw new MediasoupException($"invalid destination IP '{options.RemoteIP}'");
        }

        TransportListenInfo listen = Room.Listen.PlainInfo(_wishes, remote, options.LocalIP);
        await _core.StartMirrorAsync(new MirrorTarget(listen, remote, options.RemotePort.Value)
        {
            SendRtp = options.SendRtp,
            SendRtcp = options.SendRtcp,
            RecvRtp = options.RecvRtp,
            RecvRtcp = options.RecvRtcp,
        }).ConfigureAwait(false);
        return this;
    }

    /// <summary>Stops sending the copies. Does nothing when the transport is not mirrored.</summary>
    /// <returns>The transport.</returns>
    /// <exception cref="InvalidStateException">The transport is closed.</exception>
    public async Task<WebRtcTransport> StopMirroringAsync()
    {
        RequireOpen();
        await _core.StopMirrorAsync().ConfigureAwait(false);
        return this;
    }
}
