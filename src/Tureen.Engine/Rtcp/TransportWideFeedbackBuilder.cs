using System.Buffers.Binary;
using System.Diagnostics;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Rtcp;

/// <summary>
/// Gathers arrivals into a transport-wide feedback. It keeps its buffers, so that one builder serves a transport's whole life.
/// </summary>
/// <remarks>
/// <see cref="Begin"/>, then <see cref="TryAdd"/> in rising order until it refuses, then <see cref="Write"/>, and again with
/// <see cref="NextSequence"/> as base. The first packet after <see cref="Begin"/> is never refused.
/// </remarks>
internal sealed class TransportWideFeedbackBuilder
{
    private const int MaxStatuses = ushort.MaxValue;
    private const int ReferenceMask = 0xFFFFFF;

    private readonly int _maxLength;
    private readonly byte[] _chunks;
    private readonly byte[] _deltas;
    private TransportWideChunkEncoder _encoder;
    private int _chunksLength;
    private int _deltasLength;
    private int _statusCount;
    private ushort _baseSequence;
    private long _referenceTicks;
    private long _lastMicroseconds;

    public TransportWideFeedbackBuilder(int maxLength = EngineLimits.MaxRtcpLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, TransportWideFeedback.FixedLength + 32);
        _maxLength = maxLength & ~3;
        _chunks = new byte[_maxLength];
        _deltas = new byte[_maxLength];
    }

    public bool IsEmpty => _statusCount == 0;

    /// <summary>Packets reported so far, lost ones included.</summary>
    public int StatusCount => _statusCount;

    /// <summary>Packets reported as lost so far.</summary>
    public int LostCount { get; private set; }

    /// <summary>The sequence number after the last one reported.</summary>
    public ushort NextSequence => (ushort)(_baseSequence + _statusCount);

    /// <summary>Begins a feedback about packets from <paramref name="baseSequence"/> on.</summary>
    public void Begin(ushort baseSequence)
    {
        _encoder = default;
        _chunksLength = 0;
        _deltasLength = 0;
        _statusCount = 0;
        _baseSequence = baseSequence;
        LostCount = 0;
    }

    /// <summary>
    /// Reports one arrival, and all packets between the previous one and it as lost. False when it belongs in another feedback, because
    /// there is no room or a delta of 16 bits does not reach it. Then nothing was added.
    /// </summary>
    public bool TryAdd(ushort sequence, Timestamp arrival)
    {
        int lost = (ushort)(sequence - NextSequence);
        Debug.Assert(lost <= short.MaxValue, "Arrivals are added in rising order.");
        if (_statusCount == 0)
        {
            _referenceTicks = Floor(arrival.Microseconds, TransportWideFeedback.MicrosecondsPerReferenceTick);
            _lastMicroseconds = _referenceTicks * TransportWideFeedback.MicrosecondsPerReferenceTick;
        }

        // Rounding against what was written, not against the last arrival, keeps the error from adding up.
        long delta = Floor(
            arrival.Microseconds - _lastMicroseconds + (TransportWideFeedback.MicrosecondsPerDeltaTick / 2),
            TransportWideFeedback.MicrosecondsPerDeltaTick);
        bool isSmall = delta is >= 0 and <= byte.MaxValue;
        if (delta is < short.MinValue or > short.MaxValue || _statusCount + lost + 1 > MaxStatuses || !HasRoom(lost, isSmall ? 1 : 2))
        {
            return false;
        }

        for (int i = 0; i < lost; i++)
        {
            AddSymbol(TransportWideSymbol.NotReceived);
        }

        LostCount += lost;
        AddSymbol(isSmall ? TransportWideSymbol.SmallDelta : TransportWideSymbol.LargeDelta);
        AddDelta((short)delta, isSmall);
        _lastMicroseconds += delta * TransportWideFeedback.MicrosecondsPerDeltaTick;
        return true;
    }

    /// <summary>Writes the feedback; 0 when it is empty or does not fit. <see cref="Begin"/> must come before the next one.</summary>
    public int Write(Span<byte> destination, uint senderSsrc, uint mediaSsrc, byte feedbackCount)
    {
        if (_encoder.HasPending)
        {
            AddChunk(_encoder.Flush());
        }

        int used = TransportWideFeedback.FixedLength + _chunksLength + _deltasLength;
        int length = (used + 3) & ~3;
        if (IsEmpty || RtcpFeedback.WriteHeader(
            destination, TransportFeedbackFormat.TransportWide, senderSsrc, mediaSsrc, length - RtcpFeedback.HeaderLength) == 0)
        {
            return 0;
        }

        Span<byte> fci = destination[RtcpFeedback.HeaderLength..];
        BinaryPrimitives.WriteUInt16BigEndian(fci, _baseSequence);
        BinaryPrimitives.WriteUInt16BigEndian(fci[2..], (ushort)_statusCount);
        BinaryPrimitives.WriteUInt32BigEndian(fci[4..], ((uint)(_referenceTicks & ReferenceMask) << 8) | feedbackCount);
        _chunks.AsSpan(0, _chunksLength).CopyTo(destination[TransportWideFeedback.FixedLength..]);
        _deltas.AsSpan(0, _deltasLength).CopyTo(destination[(TransportWideFeedback.FixedLength + _chunksLength)..]);
        destination[used..length].Clear();
        return length;
    }

    private static long Floor(long value, long unit) => (value / unit) - (value % unit < 0 ? 1 : 0);

    /// <summary>Whether the worst encoding of <paramref name="lost"/> losses and one arrival still fits.</summary>
    private bool HasRoom(int lost, int deltaLength)
    {
        // What is pending takes one chunk, the losses fill runs, and the arrival may break off one more.
        int chunks = 2 + (lost > 0 ? 2 + (lost / TransportWideSymbolEnumerator.MaxRunLength) : 0);
        int length = TransportWideFeedback.FixedLength + _chunksLength + (chunks * TransportWideSymbolEnumerator.ChunkLength);
        return length + _deltasLength + deltaLength <= _maxLength;
    }

    private void AddSymbol(TransportWideSymbol symbol)
    {
        _statusCount++;
        if (_encoder.Add(symbol, out ushort chunk))
        {
            AddChunk(chunk);
        }
    }

    private void AddChunk(ushort chunk)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_chunks.AsSpan(_chunksLength), chunk);
        _chunksLength += TransportWideSymbolEnumerator.ChunkLength;
    }

    private void AddDelta(short delta, bool isSmall)
    {
        if (isSmall)
        {
            _deltas[_deltasLength++] = (byte)delta;
            return;
        }

        BinaryPrimitives.WriteInt16BigEndian(_deltas.AsSpan(_deltasLength), delta);
        _deltasLength += 2;
    }
}
