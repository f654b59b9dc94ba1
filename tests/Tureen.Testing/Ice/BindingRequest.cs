using System.Text;
using Tureen.Engine.Stun;

namespace Tureen.Testing.Ice;

/// <summary>A connectivity check as a browser sends it, with each part open to change or omission.</summary>
internal sealed record BindingRequest
{
    private static readonly byte[] DefaultTransactionId = "tureen-check"u8.ToArray();

    /// <summary>The fragment of the agent that answers.</summary>
    public required string RemoteUsernameFragment { get; init; }

    public required string RemotePassword { get; init; }

    public string UsernameFragment { get; init; } = "s3Jg";

    public byte[] TransactionId { get; init; } = DefaultTransactionId;

    public StunClass Class { get; init; } = StunClass.Request;

    public ushort Method { get; init; } = StunHeader.BindingMethod;

    /// <summary>Instead of the two fragments and their colon.</summary>
    public byte[]? RawUsername { get; init; }

    public uint? Priority { get; init; } = 1_853_693_695;

    public bool UseCandidate { get; init; }

    public uint? Nomination { get; init; }

    public bool IsControlled { get; init; }

    public bool HasUsername { get; init; } = true;

    public bool HasMessageIntegrity { get; init; } = true;

    public bool HasFingerprint { get; init; } = true;

    /// <summary>Attribute types that nobody knows.</summary>
    public IReadOnlyList<ushort> UnknownAttributes { get; init; } = [];

    public byte[] ToBytes()
    {
        byte[] buffer = new byte[2048];
        var writer = new StunWriter(buffer, Class, TransactionId, Method);
        WriteAttributes(ref writer);
        if (HasMessageIntegrity)
        {
            writer.WriteMessageIntegrity(Encoding.UTF8.GetBytes(RemotePassword));
        }

        if (HasFingerprint)
        {
            writer.WriteFingerprint();
        }

        return buffer[..writer.Length];
    }

    private void WriteAttributes(ref StunWriter writer)
    {
        if (HasUsername)
        {
            writer.WriteBytes(
                StunAttributeType.Username,
                RawUsername ?? Encoding.UTF8.GetBytes($"{RemoteUsernameFragment}:{UsernameFragment}"));
        }

        foreach (ushort type in UnknownAttributes)
        {
            writer.WriteBytes((StunAttributeType)type, default);
        }

        if (IsControlled)
        {
            writer.WriteIceControlled(0x0123456789ABCDEF);
        }
        else
        {
            writer.WriteIceControlling(0x0123456789ABCDEF);
        }

        if (UseCandidate)
        {
            writer.WriteUseCandidate();
        }

        if (Nomination is { } nomination)
        {
            writer.WriteNomination(nomination);
        }

        if (Priority is { } priority)
        {
            writer.WritePriority(priority);
        }
    }
}
