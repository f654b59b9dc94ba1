using System.Numerics;
using Tureen.Engine.Sctp.Send;

namespace Tureen.Engine.Sctp;

/// <summary>Buffers for messages and fragments, by powers of two; meant to be shared by all associations of one thread.</summary>
/// <remarks>Keeps a bounded number of free ones, so that steady traffic allocates nothing.</remarks>
internal sealed class SctpBufferPool
{
    private const int SmallestBits = 6;
    private const int LargestBits = 18;

    private readonly Stack<byte[]>[] _free = [.. Enumerable.Range(SmallestBits, LargestBits - SmallestBits + 1).Select(_ => new Stack<byte[]>())];

    private readonly Stack<OutgoingMessage> _freeMessages = new();

    public SctpBufferPool()
        : this(SctpLimits.WorkerBudget)
    {
    }

    /// <param name="budget">Bytes that all its users together may hold.</param>
    public SctpBufferPool(long budget) => Budget = new SctpBudget(budget);

    /// <summary>The memory that its users share; they ask it before they take what the peer sends.</summary>
    public SctpBudget Budget { get; }

    /// <summary>Buffers given out and not yet given back.</summary>
    public int Leased { get; private set; }

    /// <summary>Bytes of the buffers that are kept for use again.</summary>
    public int FreeBytes { get; private set; }

    /// <summary>A buffer of at least this length, with anything in it.</summary>
    public byte[] Rent(int minimumLength)
    {
        Leased++;
        byte[] buffer = Find(minimumLength);
        Budget.Take(buffer.Length);
        return buffer;
    }

    public void Return(byte[] buffer)
    {
        Leased--;
        Budget.Return(buffer.Length);
        int bits = BitsFor(buffer.Length);
        if (bits <= LargestBits && buffer.Length == 1 << bits)
        {
            _free[bits - SmallestBits].Push(buffer);
            FreeBytes += buffer.Length;
            Trim();
        }
    }

    /// <summary>A message with a buffer of at least this length; all else in it as new.</summary>
    public OutgoingMessage RentMessage(int minimumLength)
    {
        OutgoingMessage message = _freeMessages.TryPop(out OutgoingMessage? free) ? free : new OutgoingMessage();
        message.Buffer = Rent(minimumLength);
        return message;
    }

    public void Return(OutgoingMessage message)
    {
        Return(message.Buffer);
        message.Clear();
        if (_freeMessages.Count < SctpLimits.PooledMessages)
        {
            _freeMessages.Push(message);
        }
    }

    private byte[] Find(int minimumLength)
    {
        int bits = BitsFor(minimumLength);
        if (bits > LargestBits)
        {
            return GC.AllocateUninitializedArray<byte>(minimumLength);
        }

        if (!_free[bits - SmallestBits].TryPop(out byte[]? buffer))
        {
            return GC.AllocateUninitializedArray<byte>(1 << bits);
        }

        FreeBytes -= buffer.Length;
        return buffer;
    }

    /// <summary>The largest go first: those of the many small messages are worth most.</summary>
    private void Trim()
    {
        for (int size = _free.Length - 1; FreeBytes > SctpLimits.PooledBytes; size--)
        {
            while (FreeBytes > SctpLimits.PooledBytes && _free[size].TryPop(out byte[]? buffer))
            {
                FreeBytes -= buffer.Length;
            }
        }
    }

    private static int BitsFor(int length) =>
        length <= 1 << SmallestBits ? SmallestBits : BitOperations.Log2((uint)(length - 1)) + 1;
}
