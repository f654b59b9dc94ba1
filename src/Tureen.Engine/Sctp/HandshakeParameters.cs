using Tureen.Engine.Sctp.Packets;
using Tureen.Engine.Sctp.Packets.Chunks;
using Tureen.Engine.Sctp.Packets.Parameters;

namespace Tureen.Engine.Sctp;

/// <summary>What the parameters of an INIT or INIT ACK say.</summary>
internal ref struct HandshakeParameters
{
    /// <summary>Empty if there was none.</summary>
    public ReadOnlySpan<byte> Cookie { get; private set; }

    public SctpExtensions Extensions { get; private set; }

    /// <summary>The peer wants to be reached by a name (RFC 9260 §5.1.2: answered with ABORT).</summary>
    public bool HasHostName { get; private set; }

    /// <summary>Bytes of <c>unknown</c> that hold parameters to report, whole and padded.</summary>
    public int UnknownLength { get; private set; }

    /// <summary>False if a length does not fit.</summary>
    public static bool TryRead(ReadOnlySpan<byte> parameters, Span<byte> unknown, out HandshakeParameters result)
    {
        result = default;
        var enumerator = new ParameterEnumerator(parameters);
        bool isStopped = false;
        while (enumerator.MoveNext())
        {
            isStopped = isStopped || !result.Take(enumerator.Current, unknown);
        }

        return !enumerator.IsMalformed;
    }

    /// <summary>Writes what is offered; returns the length.</summary>
    public static int Write(Span<byte> destination, SctpExtensions extensions)
    {
        int length = 0;
        Span<byte> chunkTypes = stackalloc byte[4];
        int types = 0;
        if (extensions.HasFlag(SctpExtensions.PartialReliability))
        {
            length += ForwardTsnSupportedParameter.Write(destination);
            chunkTypes[types++] = ForwardTsnChunk.Type;
        }

        if (extensions.HasFlag(SctpExtensions.Reconfiguration))
        {
            chunkTypes[types++] = ReConfigChunk.Type;
        }

        if (extensions.HasFlag(SctpExtensions.Interleaving))
        {
            chunkTypes[types++] = IDataChunk.Type;
            chunkTypes[types++] = IForwardTsnChunk.Type;
        }

        if (types > 0)
        {
            length += SupportedExtensionsParameter.Write(destination[length..], chunkTypes[..types]);
        }

        if (extensions.HasFlag(SctpExtensions.ZeroChecksum))
        {
            length += ZeroChecksumAcceptableParameter.Write(destination[length..], ZeroChecksumAcceptableParameter.Dtls);
        }

        return length;
    }

    /// <summary>False if no further parameter is to be taken.</summary>
    private bool Take(in SctpParameter parameter, Span<byte> unknown)
    {
        switch (parameter.Type)
        {
            case StateCookieParameter.Type:
                Cookie = parameter.Value;
                return true;
            case ForwardTsnSupportedParameter.Type:
                Extensions |= SctpExtensions.PartialReliability;
                return true;
            case SupportedExtensionsParameter.Type:
                TakeChunkTypes(parameter.Value);
                return true;
            case ZeroChecksumAcceptableParameter.Type:
                if (ZeroChecksumAcceptableParameter.TryParse(parameter.Bytes, out ZeroChecksumAcceptableParameter zero)
                    && zero.ErrorDetectionMethod == ZeroChecksumAcceptableParameter.Dtls)
                {
                    Extensions |= SctpExtensions.ZeroChecksum;
                }

                return true;
            case AddressParameter.HostName:
                HasHostName = true;
                return true;
            case AddressParameter.IPv4 or AddressParameter.IPv6 or AddressParameter.SupportedTypes:
            case CookiePreservativeParameter.Type or UnrecognizedParameter.Type:
                return true;
            default:
                return TakeUnknown(parameter, unknown);
        }
    }

    private void TakeChunkTypes(ReadOnlySpan<byte> chunkTypes)
    {
        if (chunkTypes.Contains(ForwardTsnChunk.Type))
        {
            Extensions |= SctpExtensions.PartialReliability;
        }

        if (chunkTypes.Contains(ReConfigChunk.Type))
        {
            Extensions |= SctpExtensions.Reconfiguration;
        }

        if (chunkTypes.Contains(IDataChunk.Type))
        {
            Extensions |= SctpExtensions.Interleaving;
        }
    }

    private bool TakeUnknown(in SctpParameter parameter, Span<byte> unknown)
    {
        UnknownTypeRule rule = parameter.UnknownTypeRule;
        int padded = ChunkFrame.Pad(parameter.Bytes.Length);
        if (rule is UnknownTypeRule.StopAndReport or UnknownTypeRule.SkipAndReport && UnknownLength + padded <= unknown.Length)
        {
            unknown.Slice(UnknownLength, padded).Clear();
            parameter.Bytes.CopyTo(unknown[UnknownLength..]);
            UnknownLength += padded;
        }

        return rule is UnknownTypeRule.Skip or UnknownTypeRule.SkipAndReport;
    }
}
