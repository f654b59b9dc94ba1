using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Tureen.Fuzz.Driver;

/// <summary>
/// Which edges of the instrumented code one run took, and how often: a byte for each pair of branches, as in AFL. The
/// instrumented assemblies write to it.
/// </summary>
internal sealed unsafe class CoverageMap : IDisposable
{
    private const int Length = 1 << 16;

    private static readonly byte[] Buckets = MakeBuckets();

    private static readonly byte* Unwatched = (byte*)NativeMemory.AllocZeroed(Length);

    private readonly byte* _hits = (byte*)NativeMemory.AlignedAlloc(Length, 64);
    private readonly byte[] _known = new byte[Length];

    /// <summary>Edges that any run took.</summary>
    public int Edges { get; private set; }

    /// <summary>Instrumented code writes here from now on.</summary>
    public void Attach() => Trace.SharedMem = _hits;

    /// <summary>From now on the next branch of instrumented code ends the process with its stack, wherever it is.</summary>
    public static void Detach() => Trace.SharedMem = null;

    public void Clear()
    {
        NativeMemory.Clear(_hits, Length);
        Trace.PrevLocation = 0;
    }

    /// <summary>Takes over what the last run did; true when it went somewhere new, or a new number of times.</summary>
    public bool Merge()
    {
        bool isNew = false;
        ulong* words = (ulong*)_hits;
        for (int i = 0; i < Length / sizeof(ulong); i++)
        {
            if (words[i] != 0)
            {
                isNew |= MergeWord(i * sizeof(ulong));
            }
        }

        return isNew;
    }

    public void Dispose()
    {
        // Threads that the target started may still report.
        Trace.SharedMem = Unwatched;
        NativeMemory.AlignedFree(_hits);
    }

    private bool MergeWord(int start)
    {
        bool isNew = false;
        for (int i = start; i < start + sizeof(ulong); i++)
        {
            byte bucket = Buckets[_hits[i]];
            if ((bucket & ~_known[i]) != 0)
            {
                Edges += _known[i] == 0 ? 1 : 0;
                _known[i] |= bucket;
                isNew = true;
            }
        }

        return isNew;
    }

    /// <summary>One bit for 1, 2, 3, 4-7, 8-15, 16-31, 32-127 and 128-255 times.</summary>
    private static byte[] MakeBuckets()
    {
        byte[] buckets = new byte[256];
        for (int count = 1; count < buckets.Length; count++)
        {
            int bit = count switch
            {
                <= 3 => count - 1,
                <= 7 => 3,
                <= 15 => 4,
                <= 31 => 5,
                <= 127 => 6,
                _ => 7,
            };
            buckets[count] = (byte)(1 << bit);
        }

        return buckets;
    }
}
