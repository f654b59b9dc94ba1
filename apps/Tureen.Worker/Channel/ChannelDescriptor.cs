namespace Tureen.WorkerProcess.Channel;

/// <summary>A descriptor that the process was started with: a stream socket, or a pipe.</summary>
internal sealed unsafe class ChannelDescriptor(int descriptor) : IChannelDescriptor
{
    private const int Forever = -1;

    public int Read(Span<byte> buffer)
    {
        fixed (byte* bytes = buffer)
        {
            while (true)
            {
                nint count = ChannelNative.Read(descriptor, bytes, (nuint)buffer.Length);
                if (count >= 0)
                {
                    return (int)count;
                }

                if (!CanGoOn(ChannelNative.PollIn))
                {
                    return 0;
                }
            }
        }
    }

    public int TryWrite(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
        {
            while (true)
            {
                nint count = ChannelNative.Send(descriptor, first, (nuint)bytes.Length, ChannelNative.DontWait | ChannelNative.NoSignal);
                if (count >= 0)
                {
                    return (int)count;
                }

                switch (ChannelNative.LastError)
                {
                    case ChannelNative.Interrupted:
                        break;
                    case ChannelNative.WouldBlock or ChannelNative.NotSocket:
                        return 0;
                    default:
                        return -1;
                }
            }
        }
    }

    public bool Write(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
        {
            int written = 0;
            while (written < bytes.Length)
            {
                nint count = ChannelNative.Write(descriptor, first + written, (nuint)(bytes.Length - written));
                if (count >= 0)
                {
                    written += (int)count;
                }
                else if (!CanGoOn(ChannelNative.PollOut))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Whether the failed call may be made again; waits where the descriptor itself does not.</summary>
    private bool CanGoOn(short events)
    {
        switch (ChannelNative.LastError)
        {
            case ChannelNative.Interrupted:
                return true;
            case ChannelNative.WouldBlock:
                ulong polled = (uint)descriptor | ((ulong)(ushort)events << 32);
                ChannelNative.Poll(&polled, 1, Forever);
                return true;
            default:
                return false;
        }
    }
}
