using System.Buffers.Binary;
using Tureen.Engine.Codecs;
using Tureen.Engine.Rtp;
using Tureen.Engine.Rtp.Extensions;
using Tureen.Engine.Streams;
using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>Writes a received packet anew under the router's payload type, SSRC and extension ids, once for all consumers.</summary>
internal sealed class ForwardedHeader
{
    private readonly EngineContext _context;
    private readonly byte[] _routerIds = new byte[256];
    private readonly RouterExtensionIds _ids;
    private readonly bool _isVideo;
    private readonly bool _addPacketId;

    public ForwardedHeader(EngineContext context, ProducerCoreOptions options)
    {
        _context = context;
        _isVideo = options.Kind == MediaKind.Video;
        _addPacketId = options.AddPacketId && options.ExtensionIds.PacketId != 0;
        _ids = options.ExtensionIds;
        foreach (RtpHeaderExtensionParameters extension in options.RtpParameters.HeaderExtensions)
        {
            if (extension.Id is > 0 and < 256)
            {
                _routerIds[extension.Id] = ProxiedIdOf(extension.Uri);
            }
        }
    }

    /// <summary>Tells how the sender's clock differs from this side's; null where nobody knows.</summary>
    public RemoteClockOffsetEstimator? ClockOffset { get; set; }

    /// <summary>Fills <paramref name="shared"/>; false when the packet does not fit its slot.</summary>
    public bool TryWrite(in RtpPacket packet, byte payloadType, uint mappedSsrc, SharedRtpPacket shared)
    {
        // 1. Choose the form that all elements fit.
        Span<byte> slot = shared.Slot;
        bool isTwoByte = NeedsTwoByteForm(packet);
        var writer = new RtpHeaderWriter(
            slot, payloadType, packet.Marker, packet.SequenceNumber, packet.Timestamp, mappedSsrc, isTwoByte);

        // 2. What the sender said and consumers should hear.
        bool hasPacketId = false;
        ReadOnlySpan<byte> dependencyDescriptor = default;
        foreach (RtpExtensionElement element in packet.EnumerateExtensions())
        {
            int id = _routerIds[element.Id];
            if (id == 0)
            {
                continue;
            }

            if (id == _ids.AbsCaptureTime)
            {
                AddCaptureTime(ref writer, element.Value);
            }
            else if (id == _ids.DependencyDescriptor)
            {
                dependencyDescriptor = element.Value;
            }
            else if (writer.AddExtension(id, element.Value) > 0)
            {
                hasPacketId |= id == _ids.PacketId;
            }
        }

        // 3. What each sender of the packet fills in anew.
        AddOwnExtensions(ref writer, hasPacketId, shared);
        if (!dependencyDescriptor.IsEmpty)
        {
            shared.DependencyDescriptorOffset =
                writer.AddExtension(_ids.DependencyDescriptor, dependencyDescriptor);
        }

        // 4. The payload, without padding.
        int headerLength = writer.FinishTemplate();
        if (headerLength + packet.Payload.Length > slot.Length)
        {
            return false;
        }

        packet.Payload.CopyTo(slot[headerLength..]);
        shared.Ssrc = mappedSsrc;
        shared.SequenceNumber = packet.SequenceNumber;
        shared.RtpTimestamp = packet.Timestamp;
        shared.PayloadType = payloadType;
        shared.Marker = packet.Marker;
        shared.HasTwoByteExtensions = isTwoByte;
        shared.HeaderLength = headerLength;
        shared.ExtensionLength = writer.ExtensionLength;
        shared.PayloadLength = packet.Payload.Length;
        return true;
    }

    private void AddOwnExtensions(ref RtpHeaderWriter writer, bool hasPacketId, SharedRtpPacket shared)
    {
        if (_isVideo)
        {
            shared.AbsSendTimeOffset = _ids.AbsSendTime == 0 ? 0 : writer.AddExtension(_ids.AbsSendTime, 3);
            shared.TransportSequenceOffset = _ids.TransportWideCc == 0 ? 0 : writer.AddExtension(_ids.TransportWideCc, 2);
        }

        if (_addPacketId && !hasPacketId)
        {
            Span<byte> value = stackalloc byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32BigEndian(value, _context.NextPacketId++);
            writer.AddExtension(_ids.PacketId, value);
        }
    }

    /// <summary>By this side's clock, which is the sender's for the consumers; where that cannot be said, without the element.</summary>
    private void AddCaptureTime(ref RtpHeaderWriter writer, ReadOnlySpan<byte> value)
    {
        if (AbsCaptureTime.TryRead(value, out AbsCaptureTime received)
            && received.TryTakeOver(ClockOffset?.Offset ?? TimeSpan.Zero, out AbsCaptureTime time))
        {
            Span<byte> extended = stackalloc byte[AbsCaptureTime.ExtendedLength];
            time.Write(extended);
            writer.AddExtension(_ids.AbsCaptureTime, extended);
        }
    }

    private bool NeedsTwoByteForm(in RtpPacket packet)
    {
        foreach (RtpExtensionElement element in packet.EnumerateExtensions())
        {
            // A consumer may write a longer dependency descriptor.
            byte id = _routerIds[element.Id];
            int growth = id != 0 && id == _ids.DependencyDescriptor ? DependencyDescriptorRewriter.MaxGrowth : 0;
            bool isProxied = id != 0 && id != _ids.AbsCaptureTime;
            if (isProxied && RtpHeaderWriter.NeedsTwoByteForm(id, element.Value.Length + growth))
            {
                return true;
            }
        }

        return false;
    }

    private byte ProxiedIdOf(string uri) => (byte)(uri switch
    {
        RtpHeaderExtensionUri.PlayoutDelay => _ids.PlayoutDelay,
        RtpHeaderExtensionUri.AbsCaptureTime => _ids.AbsCaptureTime,
        RtpHeaderExtensionUri.PacketId => _ids.PacketId,
        RtpHeaderExtensionUri.AudioLevel when !_isVideo => _ids.AudioLevel,
        RtpHeaderExtensionUri.DependencyDescriptor when _isVideo => _ids.DependencyDescriptor,
        RtpHeaderExtensionUri.VideoOrientation when _isVideo => _ids.VideoOrientation,
        RtpHeaderExtensionUri.TransmissionOffset when _isVideo => _ids.TransmissionOffset,
        _ => 0,
    });
}
