using Tureen.Engine.Primitives;

namespace Tureen.Net.Linux;

/// <summary>
/// The sending side of a UDP socket: fills headers, hands them over, and deals with each message that the kernel refuses. The socket passes its
/// descriptor with each call, because it alone knows whether that is open.
/// </summary>
internal sealed unsafe class LinuxUdpSender(LinuxBuffers buffers, NetCounters counters, bool isIPv6, bool canSegment)
{
    private bool _canSegment = canSegment;
    private NetworkAddress _preferred;

    /// <summary>Connected to the preferred address, so that the kernel need not find its route for each packet; null without one.</summary>
    private LinuxUdpSocket? _connected;
    private SegmentRefusals? _refusals;

    public int MaxSegmentLength => _canSegment ? NetLimits.MaxUdpPayload : 0;

    public SegmentRefusals? SegmentRefusals
    {
        get
        {
            _refusals?.Expire(MonotonicClock.Now);
            if (_refusals is { Count: 0 })
            {
                _refusals = null;
            }

            return _refusals;
        }
    }

    private uint NameLength => (uint)(isIPv6 ? SocketAddressCodec.IPv6Length : SocketAddressCodec.IPv4Length);

    /// <summary>Sends to one address through another socket, which is connected to it.</summary>
    public void Prefer(in NetworkAddress remote, LinuxUdpSocket connected)
    {
        _preferred = remote;
        _connected = connected;
    }

    /// <summary>Sends what the kernel takes; <paramref name="vectors"/> stay where they are for the length of the call.</summary>
    public void Send(int descriptor, ReadOnlySpan<OutgoingMessage> messages, ReadOnlySpan<IoVector> vectors)
    {
        fixed (IoVector* first = vectors)
        {
            while (messages.Length > 0)
            {
                int count = Math.Min(messages.Length, buffers.Count);
                if (!SendSome(descriptor, GoToPreferred(messages[..count]), messages[..count], first))
                {
                    counters.SendBufferFullDropped += CountDatagrams(messages[count..]);
                    return;
                }

                messages = messages[count..];
            }
        }
    }

    private static int CountDatagrams(ReadOnlySpan<OutgoingMessage> messages)
    {
        int count = 0;
        foreach (ref readonly OutgoingMessage message in messages)
        {
            count += message.Count;
        }

        return count;
    }

    private bool GoToPreferred(ReadOnlySpan<OutgoingMessage> messages)
    {
        if (_connected is not { IsClosed: false, IsRefused: false })
        {
            return false;
        }

        foreach (ref readonly OutgoingMessage message in messages)
        {
            if (message.Remote != _preferred)
            {
                return false;
            }
        }

        return true;
    }

    // False when the socket's buffer is full: the rest has no chance.
    private bool SendSome(int main, bool isConnected, ReadOnlySpan<OutgoingMessage> messages, IoVector* vectors)
    {
        int descriptor = isConnected ? _connected!.Descriptor : main;
        for (int i = 0; i < messages.Length; i++)
        {
            Prepare(i, messages[i], vectors + messages[i].First, isConnected);
        }

        int done = 0;
        while (done < messages.Length)
        {
            int sent = HandOver(descriptor, buffers.Headers + done, messages.Length - done);
            counters.SendCalls++;
            if (sent > 0)
            {
                CountSent(messages.Slice(done, sent));
                done += sent;
                continue;
            }

            LinuxError error = LinuxNative.LastError;
            if (error == LinuxError.Interrupted)
            {
                continue;
            }

            if (error == LinuxError.TryAgain)
            {
                counters.SendBufferFullDropped += CountDatagrams(messages[done..]);
                return false;
            }

            // An answer to an earlier packet that nobody receives, or a route that is gone: the other socket needs neither.
            if (isConnected && error != LinuxError.NoBuffers && !IsAboutSegments(messages[done], error))
            {
                _connected = null;
                return SendSome(main, isConnected: false, messages[done..], vectors);
            }

            // The first of the rest was refused; the others are still tried.
            HandleRefused(descriptor, isConnected, messages[done], vectors, error);
            done++;
        }

        return true;
    }

    // A call for one message costs a third of a microsecond less than a call for a list of one, and still less without segments.
    private static int HandOver(int descriptor, MessageHeader* headers, int count)
    {
        if (count > 1)
        {
            return LinuxNative.SendMessages(descriptor, headers, (uint)count, LinuxConstants.MsgDontWait);
        }

        nint sent = headers->VectorCount == 1
            ? LinuxNative.SendTo(
                descriptor, headers->Vectors->Data, (nuint)headers->Vectors->Length, LinuxConstants.MsgDontWait, headers->Name, headers->NameLength)
            : LinuxNative.SendMessage(descriptor, headers, LinuxConstants.MsgDontWait);
        return sent < 0 ? -1 : 1;
    }

    private static bool IsAboutSegments(in OutgoingMessage message, LinuxError error) =>
        message.Count > 1
        && error is LinuxError.InputOutput or LinuxError.Invalid or LinuxError.MessageTooLong or LinuxError.NoProtocolOption;

    private void HandleRefused(int descriptor, bool isConnected, in OutgoingMessage message, IoVector* vectors, LinuxError error)
    {
        if (IsAboutSegments(message, error) && SocketAddressCodec.CanReach(message.Remote, isIPv6))
        {
            counters.SegmentationRefused++;
            if (SendOneByOne(descriptor, isConnected, message, vectors))
            {
                RememberRefusal(message, error);
            }
        }
        else if (error == LinuxError.NoBuffers)
        {
            counters.SendBufferFullDropped += message.Count;
        }
        else
        {
            counters.SendFailedDropped += message.Count;
        }
    }

    // EINVAL and EMSGSIZE: the path is narrower than the packets, which may leave as fragments but not as segments.
    // EIO: the device or tunnel of this path cannot do it. ENOPROTOOPT: the kernel cannot, on any path.
    private void RememberRefusal(in OutgoingMessage message, LinuxError error)
    {
        if (error == LinuxError.NoProtocolOption)
        {
            _canSegment = false;
            return;
        }

        _refusals ??= new SegmentRefusals();
        _refusals.Add(MonotonicClock.Now, message.Remote, error == LinuxError.InputOutput ? 0 : message.SegmentLength - 1);
    }

    // True when any left, so that the refusal was about segmentation and not about the destination.
    private bool SendOneByOne(int descriptor, bool isConnected, in OutgoingMessage message, IoVector* vectors)
    {
        // A header of its own, because those of the batch are still needed.
        MessageHeader header = default;
        byte* name = stackalloc byte[LinuxBuffers.NameStride];
        WriteName(ref header, message.Remote, name, isConnected);
        header.VectorCount = 1;
        bool isAnySent = false;
        for (int i = 0; i < message.Count; i++)
        {
            header.Vectors = vectors + message.First + i;
            int sent = HandOver(descriptor, &header, 1);
            counters.SendCalls++;
            if (sent > 0)
            {
                isAnySent = true;
                counters.MessagesSent++;
                counters.DatagramsSent++;
                counters.BytesSent += header.Vectors->Length;
            }
            else if (LinuxNative.LastError is LinuxError.TryAgain or LinuxError.NoBuffers)
            {
                counters.SendBufferFullDropped++;
            }
            else
            {
                counters.SendFailedDropped++;
            }
        }

        return isAnySent;
    }

    private void WriteName(ref MessageHeader header, in NetworkAddress remote, byte* name, bool isConnected)
    {
        header.Name = isConnected ? null : name;
        header.NameLength = isConnected ? 0 : NameLength;
        if (isConnected)
        {
            return;
        }

        Span<byte> bytes = new(name, LinuxBuffers.NameStride);
        bytes.Clear();
        *(ushort*)name = (ushort)(isIPv6 ? LinuxConstants.AfInet6 : LinuxConstants.AfInet);

        // An IPv6 destination of an IPv4 socket keeps port 0 and no address; the kernel refuses it and it is counted.
        if (SocketAddressCodec.CanReach(remote, isIPv6))
        {
            SocketAddressCodec.Write(remote, isIPv6, bytes);
        }
    }

    private void Prepare(int index, in OutgoingMessage message, IoVector* vectors, bool isConnected)
    {
        ref MessageHeader header = ref buffers.Headers[index];
        WriteName(ref header, message.Remote, buffers.Names + (index * LinuxBuffers.NameStride), isConnected);
        header.Vectors = vectors;
        header.VectorCount = (ulong)message.Count;
        header.Flags = 0;
        header.Control = null;
        header.ControlLength = 0;
        if (message.Count > 1)
        {
            ControlMessage* control = buffers.Controls + index;
            control->Length = ControlMessage.HeaderLength + sizeof(ushort);
            control->Level = LinuxConstants.SolUdp;
            control->Type = LinuxConstants.UdpSegment;
            control->SegmentLength = (ushort)message.SegmentLength;
            header.Control = (byte*)control;
            header.ControlLength = (ulong)sizeof(ControlMessage);
        }
    }

    private void CountSent(ReadOnlySpan<OutgoingMessage> messages)
    {
        counters.MessagesSent += messages.Length;
        foreach (ref readonly OutgoingMessage message in messages)
        {
            counters.DatagramsSent += message.Count;
            counters.BytesSent += message.TotalLength;
            counters.SegmentedMessagesSent += message.Count > 1 ? 1 : 0;
        }
    }
}
