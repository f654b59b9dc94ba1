using System.Runtime.CompilerServices;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Srtp;

/// <summary>Which of the latest indices have been seen (RFC 3711 §3.3.2).</summary>
internal struct SrtpReplayWindow
{
    private const int WordBits = 64;
    private const int WordCount = EngineLimits.SrtpReplayWindow / WordBits;

    private Words _words;
    private bool _hasAny;

    /// <summary>The highest accepted index; meaningful once <see cref="HasAny"/>.</summary>
    public ulong Highest { get; private set; }

    public readonly bool HasAny => _hasAny;

    /// <summary>A window in which <paramref name="newest"/> and all before it have been seen.</summary>
    public static SrtpReplayWindow Behind(ulong newest)
    {
        var window = new SrtpReplayWindow { _hasAny = true, Highest = newest };
        ((Span<ulong>)window._words).Fill(ulong.MaxValue);
        return window;
    }

    /// <summary>Checks whether <paramref name="index"/> can be new, and changes nothing.</summary>
    public readonly DropReason Check(ulong index)
    {
        if (!_hasAny || index > Highest)
        {
            return DropReason.None;
        }

        if (Highest - index >= EngineLimits.SrtpReplayWindow)
        {
            return DropReason.SrtpTooOld;
        }

        return IsSet(index) ? DropReason.SrtpReplayed : DropReason.None;
    }

    /// <summary>Notes an index that passed <see cref="Check"/> and was authenticated since.</summary>
    public void Accept(ulong index)
    {
        if (!_hasAny)
        {
            _hasAny = true;
            Highest = index;
        }
        else if (index > Highest)
        {
            Advance(index);
        }

        _words[Word(index)] |= Bit(index);
    }

    private static int Word(ulong index) => (int)(index / WordBits % WordCount);

    private static ulong Bit(ulong index) => 1UL << (int)(index % WordBits);

    private readonly bool IsSet(ulong index) => (_words[Word(index)] & Bit(index)) != 0;

    private void Advance(ulong index)
    {
        if (index - Highest >= EngineLimits.SrtpReplayWindow)
        {
            _words = default;
        }
        else
        {
            for (ulong skipped = Highest + 1; skipped <= index; skipped++)
            {
                _words[Word(skipped)] &= ~Bit(skipped);
            }
        }

        Highest = index;
    }

    [InlineArray(WordCount)]
    private struct Words
    {
        private ulong _first;
    }
}
