namespace Tureen.Rooms.Members;

/// <summary>A consumer of media or of messages.</summary>
internal interface IReceivedObject
{
    string Id { get; }

    /// <summary>Whose producer it is of; null for the room's own.</summary>
    string? ProducerPeerId { get; }

    /// <summary>It or its producer has closed. The end of a producer arrives at the consumer later.</summary>
    bool IsClosed { get; }

    void Close();
}
