using System.Threading.Channels;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Security;

namespace Tureen.Rooms.Protoo;

/// <summary>What waits to be sent over one connection. Any thread adds, one takes.</summary>
internal sealed class OutgoingFrames(SignalingMemory memory)
{
    private readonly Channel<byte[]> _frames =
        Channel.CreateBounded<byte[]>(new BoundedChannelOptions(ProtooLimits.MaxQueuedMessages) { SingleReader = true });

    private long _bytes;

    /// <summary>Adds a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="isOptional">It is left out when others wait, because a later one replaces it.</param>
    /// <returns>False when the peer reads too slowly to get all that it must get.</returns>
    public bool TryAdd(byte[] frame, bool isOptional)
    {
        long waiting = Interlocked.Read(ref _bytes);
        if (isOptional && waiting > ProtooLimits.OptionalShare)
        {
            return true;
        }

        if (waiting + frame.Length > ProtooLimits.MaxQueuedBytes || (memory.IsQueueFull && waiting > ProtooLimits.QueuedShare))
        {
            return false;
        }

        Count(frame.Length);
        if (_frames.Writer.TryWrite(frame))
        {
            return true;
        }

        Count(-frame.Length);
        return false;
    }

    /// <summary>Takes the frames in their order, until the end.</summary>
    public IAsyncEnumerable<byte[]> TakeAllAsync() => _frames.Reader.ReadAllAsync();

    /// <summary>A frame was sent.</summary>
    public void HandleSent(byte[] frame) => Count(-frame.Length);

    /// <summary>No more frames are added; those that wait are still sent.</summary>
    public void Complete() => _frames.Writer.TryComplete();

    /// <summary>Forgets what was never sent.</summary>
    public void Clear()
    {
        Complete();
        while (_frames.Reader.TryRead(out _))
        {
        }

        memory.AddQueued(-Interlocked.Exchange(ref _bytes, 0));
    }

    private void Count(int bytes)
    {
        Interlocked.Add(ref _bytes, bytes);
        memory.AddQueued(bytes);
    }
}
