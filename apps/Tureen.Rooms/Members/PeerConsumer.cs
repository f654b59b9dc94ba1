namespace Tureen.Rooms.Members;

/// <summary>A consumer of a peer, and where its media comes from.</summary>
internal sealed record PeerConsumer(Consumer Consumer, string TransportId, PeerProducer Producer)
{
    public string ProducerPeerId => Producer.PeerId;
}
