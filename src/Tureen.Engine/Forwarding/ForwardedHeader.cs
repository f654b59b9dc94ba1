using System.Buffers.Binary;
using Tureen.Engine.Codecs;
using Tureen.Engine.Rtp;
using Tureen.Engine.Rtp.Extensions;
using Tureen.Engine.Streams;
using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>
/// Writes a received packet anew under the router's payload type, SSRC and extension ids, once for all consumers that negotiated the same
/// header extensions.
/// </summary>
internal sealed class ForwardedHeader
{
    /// <summary>Extensions that <see cref="ProxiedIdOf"/> knows.</summary>
    private const int MaxForwarded = 6;

    private readonly EngineContext _context;

    /// <summary>From the sender's id to its place in <see cref="_routerIds"/>; 0 for what is not forwarded.</summary>
    private readonly byte[] _places = new byte[256];

    /// <summary>The same for what a consumer negotiated.</summary>
    private readonly byte[] _usedPlaces = new byte[256];

    /// <summary>The router's ids of what is forwarded as it came, from place 1 on.</summary>
    private readonly byte[] _routerIds = new byte[MaxForwarded + 1];
    private readonly RouterExtensionIds _ids;
    private readonly bool _isVideo;
    private readonly bool _addPacketId;
    private bool _hasLongIds;

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
                Map(extension.Id, ProxiedIdOf(extension.Uri));
            }
        }

        Sets = new HeaderSets(FindPossible(options.RtpParameters));
    }

    /// <summary>Estimates how the sender's clock differs from this side's; null where that is unknown.</summary>
    public RemoteClockOffsetEstimator? ClockOffset { get; set; }

    /// <summary>What the consumers negotiated.</summary>
    public HeaderSets Sets { get; }

    /// <summary>A consumer gets packets from now on.</summary>
    public void Join(ConsumerHeader header)
    {
        Sets.Join(header);
        FindUsed();
    }

    /// <summary>A consumer gets no more packets.</summary>
    public void Leave(ConsumerHeader header)
    {
        Sets.Leave(header);
        FindUsed();
    }

    /// <summary>Fills <paramref name="shared"/>; false when the packet does not fit its slot.</summary>
    /// <param name="packet">The packet as it was received.</param>
    /// <param name="dependencyDescriptor">The value read from it, the only one that may be forwarded. Empty for none.</param>
    /// <param name="payloadType">The router's payload type.</param>
    /// <param name="mappedSsrc">The SSRC under which consumers know the stream.</param>
    /// <param name="shared">The packet to fill.</param>
    public bool TryWrite(
        in RtpPacket packet, ReadOnlySpan<byte> dependencyDescriptor, byte payloadType, uint mappedSsrc, SharedRtpPacket shared)
    {
        // 1. Choose the form that all elements fit.
        Span<byte> slot = shared.Slot;
        if (!_isVideo || !Sets.Union.Has(_ids.DependencyDescriptor))
        {
            dependencyDescriptor = default;
        }

        bool isTwoByte = NeedsTwoByteForm(packet, dependencyDescriptor);
        var writer = new RtpHeaderWriter(
            slot, payloadType, packet.Marker, packet.SequenceNumber, packet.Timestamp, mappedSsrc, isTwoByte);

        // 2. What the sender said and consumers should hear, then what each sender of the packet fills in anew.
        AddReceived(ref writer, packet, out bool hasPacketId);
        AddOwnExtensions(ref writer, hasPacketId, shared);

        // 3. Last the dependency descriptor, in whose place a consumer may write another.
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
        shared.ExtensionsId = Sets.Union.Id;

        // 5. The headers of those that negotiated less.
        foreach (NegotiatedExtensions extensions in Sets.Prepared)
        {
            shared.Prepare(extensions);
        }

        return true;
    }

    /// <summary>The extensions that arrive and are forwarded, and those that are added here.</summary>
    private NegotiatedExtensions FindPossible(RtpParameters parameters)
    {
        var possible = new NegotiatedExtensions();
        foreach (byte id in _routerIds)
        {
            possible.Add(id, id);
        }

        if (_isVideo)
        {
            possible.Add(_ids.AbsSendTime, _ids.AbsSendTime);
            possible.Add(_ids.TransportWideCc, _ids.TransportWideCc);
            if (parameters.HeaderExtensions.Exists(static extension => extension.Uri == RtpHeaderExtensionUri.DependencyDescriptor))
            {
                possible.Add(_ids.DependencyDescriptor, _ids.DependencyDescriptor);
            }
        }

        if (_addPacketId)
        {
            possible.Add(_ids.PacketId, _ids.PacketId);
        }

        return possible;
    }

    /// <summary>The first element with an id counts, as everywhere (<see cref="RtpPacket.TryGetExtension"/>); what repeats it is left out.</summary>
    private void AddReceived(ref RtpHeaderWriter writer, in RtpPacket packet, out bool hasPacketId)
    {
        hasPacketId = false;
        uint seen = 0;
        foreach (RtpExtensionElement element in packet.EnumerateExtensions())
        {
            int place = _usedPlaces[element.Id];
            uint bit = 1u << place;
            if (place == 0 || (seen & bit) != 0)
            {
                continue;
            }

            seen |= bit;
            int id = _routerIds[place];
            if (id == _ids.AbsCaptureTime)
            {
                AddCaptureTime(ref writer, element.Value);
            }
            else if (writer.AddExtension(id, element.Value) > 0)
            {
                hasPacketId |= id == _ids.PacketId;
            }
        }
    }

    private void AddOwnExtensions(ref RtpHeaderWriter writer, bool hasPacketId, SharedRtpPacket shared)
    {
        if (_isVideo)
        {
            NegotiatedExtensions union = Sets.Union;
            shared.AbsSendTimeOffset = union.Has(_ids.AbsSendTime) ? writer.AddExtension(_ids.AbsSendTime, 3) : 0;
            shared.TransportSequenceOffset = union.Has(_ids.TransportWideCc) ? writer.AddExtension(_ids.TransportWideCc, 2) : 0;
        }

        if (_addPacketId && !hasPacketId && Sets.Union.Has(_ids.PacketId))
        {
            Span<byte> value = stackalloc byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32BigEndian(value, _context.NextPacketId++);
            writer.AddExtension(_ids.PacketId, value);
        }
    }

    /// <summary>Written by this side's clock, which is the sender's for the consumers; left out where that is unknown.</summary>
    private void AddCaptureTime(ref RtpHeaderWriter writer, ReadOnlySpan<byte> value)
    {
        if (AbsCaptureTime.TryRead(value, out AbsCaptureTime received)
            && received.CapturedAt.Value != 0
            && received.TryTakeOver(ClockOffset?.Offset ?? TimeSpan.Zero, out AbsCaptureTime time))
        {
            Span<byte> extended = stackalloc byte[AbsCaptureTime.ExtendedLength];
            time.Write(extended);
            writer.AddExtension(_ids.AbsCaptureTime, extended);
        }
    }

    private bool NeedsTwoByteForm(in RtpPacket packet, ReadOnlySpan<byte> dependencyDescriptor)
    {
        // A consumer may write a longer dependency descriptor.
        if (!dependencyDescriptor.IsEmpty && RtpHeaderWriter.NeedsTwoByteForm(
            _ids.DependencyDescriptor, dependencyDescriptor.Length + DependencyDescriptorRewriter.MaxGrowth))
        {
            return true;
        }

        // What came in the one-byte form fits it, unless the router's id does not.
        if (!_hasLongIds && !packet.HasTwoByteExtensions)
        {
            return false;
        }

        foreach (RtpExtensionElement element in packet.EnumerateExtensions())
        {
            byte id = _routerIds[_usedPlaces[element.Id]];
            bool isProxied = id != 0 && id != _ids.AbsCaptureTime;
            if (isProxied && RtpHeaderWriter.NeedsTwoByteForm(id, element.Value.Length))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Looks up once, when the consumers change, what a consumer negotiated, and not for each element of each packet.</summary>
    private void FindUsed()
    {
        for (int id = 0; id < _places.Length; id++)
        {
            _usedPlaces[id] = Sets.Union.Has(_routerIds[_places[id]]) ? _places[id] : (byte)0;
        }

        _hasLongIds = Array.Exists(_usedPlaces, place => RtpHeaderWriter.NeedsTwoByteForm(_routerIds[place], length: 1));
    }

    /// <summary>If one extension has two ids, the last counts, as in <see cref="ReceivedExtensionIds"/>.</summary>
    private void Map(int id, byte routerId)
    {
        _places[id] = 0;
        if (routerId == 0)
        {
            return;
        }

        int place = Array.IndexOf(_routerIds, routerId);
        if (place < 0)
        {
            place = Array.IndexOf(_routerIds, (byte)0, 1);
            _routerIds[place] = routerId;
        }

        int previous = Array.IndexOf(_places, (byte)place);
        if (previous >= 0)
        {
            _places[previous] = 0;
        }

        _places[id] = (byte)place;
    }

    /// <summary>The router's id of what is forwarded as it came, or 0. The dependency descriptor is forwarded as it was read.</summary>
    private byte ProxiedIdOf(string uri) => (byte)(uri switch
    {
        RtpHeaderExtensionUri.PlayoutDelay => _ids.PlayoutDelay,
        RtpHeaderExtensionUri.AbsCaptureTime => _ids.AbsCaptureTime,
        RtpHeaderExtensionUri.PacketId => _ids.PacketId,
        RtpHeaderExtensionUri.AudioLevel when !_isVideo => _ids.AudioLevel,
        RtpHeaderExtensionUri.VideoOrientation when _isVideo => _ids.VideoOrientation,
        RtpHeaderExtensionUri.TransmissionOffset when _isVideo => _ids.TransmissionOffset,
        _ => 0,
    });
}
