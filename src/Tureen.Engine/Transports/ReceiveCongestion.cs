using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Ortc;

namespace Tureen.Engine.Transports;

/// <summary>Tells the peer how its packets arrive, by transport-wide feedback or by REMB, so that it can raise its bitrate.</summary>
internal sealed class ReceiveCongestion
{
    public Timestamp NextDeadline => Timestamp.Never;

    public void Start(Timestamp now)
    {
    }

    public void Stop()
    {
    }

    public void AddProducer(Timestamp now, RtpParameters parameters, bool isConnected)
    {
    }

    public void HandlePacket(Timestamp now, in RtpPacket packet, ReceivedExtensionIds ids)
    {
    }

    public void HandleDeadline(Timestamp now, IMediaTransport transport, IDatagramSink sink)
    {
    }

    public void SetMaxIncomingBitrate(Timestamp now, Bitrate bitrate, IMediaTransport transport, IDatagramSink sink)
    {
    }
}
