using Microsoft.Net.Http.Headers;

namespace Tureen.Server.Pages;

/// <summary>One file of the page, with the compressed forms beside it.</summary>
/// <param name="Path">Its path on the disk.</param>
/// <param name="ContentType">The media type that the browser gets.</param>
/// <param name="IsImmutable">Whether its name depends on its content, so that a browser need never ask again.</param>
/// <param name="Tag">Names this version of it.</param>
/// <param name="Encodings">The content codings that exist of it, the best one first.</param>
internal sealed record PageFile(
    string Path, string ContentType, bool IsImmutable, EntityTagHeaderValue Tag, IReadOnlyList<PageEncoding> Encodings);
