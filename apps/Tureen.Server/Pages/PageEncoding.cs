namespace Tureen.Server.Pages;

/// <summary>A compressed form of a file: the name of its content coding (RFC 9110, section 8.4.1) and the extension that it has on the disk.</summary>
internal sealed record PageEncoding(string Coding, string Extension);
