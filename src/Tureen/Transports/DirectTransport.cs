using Tureen.Engine.Events;
using Tureen.Engine.Transports;

namespace Tureen;

/// <summary>
/// A transport whose peer is the application itself: it sends with <see cref="Producer.Send"/> and <see cref="DataProducer"/>, and
/// receives by <see cref="Consumer.OnRtp"/> and <see cref="DataConsumer.OnMessage"/> (mediasoup DirectTransport).
/// </summary>
public sealed class DirectTransport : Transport
{
    internal DirectTransport(Router router, DirectTransportCore core, Dictionary<string, object?>? appData)
        : base(router, core, new DirectTransportObserver(router.Channel.Dispatcher), "DirectTransport", appData)
    {
    }

    /// <summary>
    /// The router sends an RTCP packet: reports, NACKs, key frame requests (mediasoup <c>rtcp</c>). If handlers are so slow that
    /// 64 MiB wait, more are dropped, with an error in the log.
    /// </summary>
    public event Action<ReadOnlyMemory<byte>>? OnRtcp;

    /// <inheritdoc/>
    public override TransportType Type => TransportType.Direct;

    /// <summary>Reports what happens, for monitoring.</summary>
    public new DirectTransportObserver Observer => (DirectTransportObserver)base.Observer;

    private new DirectTransportCore Core => (DirectTransportCore)base.Core;

    /// <summary>Does nothing: a DirectTransport is connected from the beginning.</summary>
    /// <returns>A completed task.</returns>
    public Task ConnectAsync()
    {
        Log.Debug("connect()");
        return Task.CompletedTask;
    }

    /// <summary>Gives the router an RTCP packet, as if a peer had sent it.</summary>
    /// <param name="rtcpPacket">A compound packet of at most 1600 bytes, which is copied; a longer one is dropped.</param>
    public void SendRtcp(ReadOnlySpan<byte> rtcpPacket)
    {
        if (!Closed)
        {
            byte[] copy = rtcpPacket.ToArray();
            Channel.Send((now, sink) => Core.HandleInjectedRtcp(now, copy, sink));
        }
    }

    /// <summary>Not supported.</summary>
    /// <inheritdoc/>
    /// <exception cref="UnsupportedException">Always.</exception>
    public override Task SetMaxIncomingBitrateAsync(long bitrate) => Unsupported("setMaxIncomingBitrate()");

    /// <summary>Not supported.</summary>
    /// <inheritdoc/>
    /// <exception cref="UnsupportedException">Always.</exception>
    public override Task SetMaxOutgoingBitrateAsync(long bitrate) => Unsupported("setMaxOutgoingBitrate()");

    /// <summary>Not supported.</summary>
    /// <inheritdoc/>
    /// <exception cref="UnsupportedException">Always.</exception>
    public override Task SetMinOutgoingBitrateAsync(long bitrate) => Unsupported("setMinOutgoingBitrate()");

    /// <inheritdoc cref="Transport.DumpAsync"/>
    public new async Task<DirectTransportDump> DumpAsync() =>
        (DirectTransportDump)await base.DumpAsync().ConfigureAwait(false);

    /// <inheritdoc cref="Transport.GetStatsAsync"/>
    public new async Task<IReadOnlyList<DirectTransportStats>> GetStatsAsync() =>
        [.. (await base.GetStatsAsync().ConfigureAwait(false)).Cast<DirectTransportStats>()];

    private protected override void HandleEngineEvent(EngineEvent engineEvent)
    {
        if (engineEvent is DirectTransportRtcpEvent rtcp)
        {
            Raise("rtcp", OnRtcp, rtcp.Packet);
            Observer.RaiseRtcp(rtcp.Packet);
        }
        else
        {
            base.HandleEngineEvent(engineEvent);
        }
    }

    private static Task Unsupported(string method) =>
        Task.FromException(new UnsupportedException($"{method} not implemented in DirectTransport"));
}
