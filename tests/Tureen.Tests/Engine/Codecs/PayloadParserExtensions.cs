using Tureen.Engine.Codecs;
using Tureen.Engine.Rtp;

namespace Tureen.Tests.Engine.Codecs;

/// <summary>What a parser reads, as a value.</summary>
internal static class PayloadParserExtensions
{
    public static PayloadDescriptor Parse(
        this PayloadParser parser, ReadOnlySpan<byte> payload, bool marker, ReadOnlySpan<byte> dependencyDescriptor, bool isLate = false)
    {
        parser.Read(payload, marker, dependencyDescriptor, isLate, out PayloadDescriptor read);
        return read;
    }
}
