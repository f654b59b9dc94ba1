namespace Tureen.Rooms.Members;

/// <summary>A data consumer of a peer, and where its messages come from.</summary>
internal sealed record PeerDataConsumer(DataConsumer DataConsumer, string TransportId, PeerDataProducer Producer) : IReceivedObject
{
    public string Id => DataConsumer.Id;

    public string? ProducerPeerId => Producer.PeerId;

    public bool IsClosed => DataConsumer.Closed || Producer.DataProducer.Closed;

    public void Close() => DataConsumer.Close();
}
