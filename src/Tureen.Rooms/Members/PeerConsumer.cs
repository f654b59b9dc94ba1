namespace Tureen.Rooms.Members;

/// <summary>A consumer of a peer, and where its media comes from.</summary>
internal sealed record PeerConsumer(Consumer Consumer, string TransportId, PeerProducer Producer) : IReceivedObject
{
    public string Id => Consumer.Id;

    public string? ProducerPeerId => Producer.PeerId;

    public bool IsClosed => Consumer.Closed || Producer.Producer.Closed;

    public void Close() => Consumer.Close();
}
