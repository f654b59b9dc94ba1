namespace Tureen.Ortc;

/// <summary>A header extension that both a client and its router know, with the identifiers of both sides.</summary>
public sealed class ExtendedRtpHeaderExtension
{
    /// <summary>The kind of media.</summary>
    public required MediaKind Kind { get; init; }

    /// <summary>The URI that names the extension.</summary>
    public required string Uri { get; init; }

    /// <summary>The identifier that the client sends.</summary>
    public required int SendId { get; init; }

    /// <summary>The identifier that the router sends.</summary>
    public required int RecvId { get; init; }

    /// <summary>Whether the extension is encrypted.</summary>
    public required bool Encrypt { get; init; }

    /// <summary>The direction, seen from the client.</summary>
    public required RtpHeaderExtensionDirection Direction { get; init; }
}
