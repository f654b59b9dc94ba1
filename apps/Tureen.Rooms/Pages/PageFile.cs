using Microsoft.Net.Http.Headers;

namespace Tureen.Rooms.Pages;

/// <summary>One file of the page, with the compressed forms that lie beside it.</summary>
/// <param name="Path">Where it lies on the disk.</param>
/// <param name="ContentType">What the browser is told that it is.</param>
/// <param name="IsImmutable">Whether its name tells its content, so that a browser need never ask again.</param>
/// <param name="Tag">Names this version of it.</param>
/// <param name="Encodings">The content codings in which it lies there, the best one first.</param>
internal sealed record PageFile(
    string Path, string ContentType, bool IsImmutable, EntityTagHeaderValue Tag, IReadOnlyList<PageEncoding> Encodings);
