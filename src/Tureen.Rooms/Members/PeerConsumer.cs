namespace Tureen.Rooms.Members;

/// <summary>A consumer of a peer, and where its media comes from.</summary>
internal sealed record PeerConsumer(Consumer Consumer, string TransportId, PeerProducer Producer) : IReceivedObject
{
    /// <summary>The client does not want it for now, which it may say before it has taken it.</summary>
    public bool IsPausedByClient { get; set; }

    public string Id => Consumer.Id;

    public string? ProducerPeerId => Producer.PeerId;

    public bool IsClosed => Consumer.Closed || Producer.Producer.Closed;

    public void Close() => Consumer.Close();
}
