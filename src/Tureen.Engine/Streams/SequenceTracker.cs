using System.Runtime.CompilerServices;

namespace Tureen.Engine.Streams;

/// <summary>Validates and extends a source's sequence numbers (RFC 3550 §A.1, without its probation).</summary>
internal struct SequenceTracker
{
    public const int MaxMisorder = 1500;

    /// <summary>Packets. A number this far ahead or farther is not a gap: the source began anew.</summary>
    public const int MaxDropout = 3000;

    private const int SequenceModulus = 1 << 16;

    // Out of the range of sequence numbers, so that none equals it.
    private const uint NoBadSequence = SequenceModulus + 1;

    private uint _cycles;
    private uint _base;
    private uint _badSequence;

    public bool IsStarted { get; private set; }

    /// <summary>The highest sequence number of the current cycle.</summary>
    public ushort MaxSequence { get; private set; }

    /// <summary>The highest sequence number with its cycles, as receiver reports carry it.</summary>
    public readonly uint ExtendedMax => _cycles + MaxSequence;

    /// <summary>Packets that should have come since the sequence began.</summary>
    public readonly uint Expected => IsStarted ? ExtendedMax - _base + 1 : 0;

    /// <summary>Whether a source that sent <paramref name="highest"/> and now sends <paramref name="sequence"/> began anew.</summary>
    public static bool IsRestart(ushort highest, ushort sequence) =>
        (ushort)(sequence - highest) is >= MaxDropout and <= SequenceModulus - MaxMisorder;

    /// <summary>The place of a number, judged by the numbers alone; changes nothing. Rejected means that it is too far off.</summary>
    public readonly SequenceVerdict Locate(ushort sequence)
    {
        if (!IsStarted)
        {
            return SequenceVerdict.First;
        }

        int ahead = (ushort)(sequence - MaxSequence);
        return ahead switch
        {
            < MaxDropout => SequenceVerdict.InOrder,
            > SequenceModulus - MaxMisorder => SequenceVerdict.Misordered,
            _ => SequenceVerdict.Rejected,
        };
    }

    public SequenceVerdict Handle(ushort sequence)
    {
        if (TryAdvance(sequence))
        {
            return SequenceVerdict.InOrder;
        }

        SequenceVerdict verdict = Locate(sequence);
        if (verdict == SequenceVerdict.First)
        {
            Begin(sequence);
        }

        return verdict == SequenceVerdict.Rejected ? HandleForeign(sequence) : verdict;
    }

    /// <summary>Takes a number in order; false, and nothing changes, for any other one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAdvance(ushort sequence)
    {
        if (!IsStarted || (ushort)(sequence - MaxSequence) >= MaxDropout)
        {
            return false;
        }

        if (sequence < MaxSequence)
        {
            _cycles += SequenceModulus;
        }

        MaxSequence = sequence;
        return true;
    }

    /// <summary>A number outside of this sequence: it is rejected, unless it follows another such number (two in sequence).</summary>
    public SequenceVerdict HandleForeign(ushort sequence)
    {
        if (sequence == _badSequence)
        {
            Begin(sequence);
            return SequenceVerdict.Restarted;
        }

        _badSequence = (ushort)(sequence + 1);
        return SequenceVerdict.Rejected;
    }

    /// <summary>Forgets the sequence so far and begins with this number.</summary>
    public void Begin(ushort sequence)
    {
        IsStarted = true;
        _base = sequence;
        _cycles = 0;
        _badSequence = NoBadSequence;
        MaxSequence = sequence;
    }
}
