using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>A missing packet and how often it was requested.</summary>
internal struct MissingPacket(ushort sequence, Timestamp createdAt)
{
    public ushort Sequence = sequence;

    public byte Retries;

    public Timestamp CreatedAt = createdAt;

    public Timestamp SentAt;
}
