using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Testing.Simulation.Congestion.Sources;

/// <summary>The participant that publishes, over plain RTP: its sources, their feedback, and its way to the server.</summary>
internal sealed class SourceHost : ISimulatedHost
{
    private readonly VirtualWorld _world;
    private readonly NetworkAddress _server;

    public SourceHost(VirtualWorld world, NetworkAddress address, NetworkAddress server)
    {
        _world = world;
        _server = server;
        Address = address;
        world.Network.Attach(address, this);
        world.Add(this);
    }

    public NetworkAddress Address { get; }

    public List<MediaSource> Sources { get; } = [];

    public Timestamp NextDeadline => Sources.Aggregate(Timestamp.Never, static (next, source) => Timestamp.Min(next, source.NextDeadline));

    public void Send(ReadOnlySpan<byte> packet) => _world.Network.Send(_world.Now, Address, _server, packet);

    public void HandleDeadline(Timestamp now)
    {
        foreach (MediaSource source in Sources)
        {
            if (source.NextDeadline <= now)
            {
                source.HandleDeadline(now, this);
            }
        }
    }

    public void HandleDatagram(Timestamp now, NetworkAddress local, NetworkAddress remote, Span<byte> datagram)
    {
        if (PacketClassifier.Classify(datagram) != PacketKind.Rtcp)
        {
            return;
        }

        foreach (RtcpPacketView packet in new RtcpCompoundEnumerator(datagram))
        {
            if (GenericNack.TryParse(packet, out GenericNack nack) && Find(nack.MediaSsrc) is (MediaSource source, int index))
            {
                foreach (ushort sequence in nack.SequenceNumbers)
                {
                    source.Streams[index].Resend(sequence, this);
                }
            }
            else if (PictureLossIndication.TryParse(packet, out PictureLossIndication indication)
                && Find(indication.MediaSsrc) is (MediaSource video, int stream))
            {
                video.HandleKeyFrameRequest(now, stream);
            }
        }
    }

    private (MediaSource Source, int Stream)? Find(uint ssrc)
    {
        foreach (MediaSource source in Sources)
        {
            int index = Array.FindIndex(source.Streams, stream => stream.Ssrc == ssrc);
            if (index >= 0)
            {
                return (source, index);
            }
        }

        return null;
    }
}
