using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp.Receive;

/// <summary>What DATA and I-DATA have in common once received.</summary>
internal readonly ref struct DataFragment
{
    public DataFragment(in DataChunk chunk)
    {
        Flags = chunk.Flags;
        Tsn = chunk.Tsn;
        PayloadProtocolId = chunk.PayloadProtocolId;
        Payload = chunk.Payload;

        // Fragments of one message have consecutive TSNs; the SSN says nothing where there is no order.
        bool isUnordered = (chunk.Flags & DataChunkFlags.Unordered) != DataChunkFlags.None;
        Key = new FragmentKey(chunk.StreamId, isUnordered, isUnordered ? 0u : chunk.StreamSequence, chunk.Tsn);
    }

    public DataFragment(in IDataChunk chunk)
    {
        Flags = chunk.Flags;
        Tsn = chunk.Tsn;
        PayloadProtocolId = chunk.PayloadProtocolId;
        Payload = chunk.Payload;
        bool isUnordered = (chunk.Flags & DataChunkFlags.Unordered) != DataChunkFlags.None;
        Key = new FragmentKey(chunk.StreamId, isUnordered, chunk.MessageId, chunk.FragmentSequence);
    }

    public DataChunkFlags Flags { get; }

    public uint Tsn { get; }

    public uint PayloadProtocolId { get; }

    public FragmentKey Key { get; }

    public ReadOnlySpan<byte> Payload { get; }

    public bool IsBeginning => (Flags & DataChunkFlags.Beginning) != DataChunkFlags.None;

    public bool IsEnd => (Flags & DataChunkFlags.End) != DataChunkFlags.None;
}
