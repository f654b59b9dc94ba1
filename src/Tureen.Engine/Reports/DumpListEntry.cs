namespace Tureen;

/// <summary>One entry of a table of lists in a dump.</summary>
/// <param name="Key">An id.</param>
/// <param name="Values">The ids that belong to it.</param>
public sealed record DumpListEntry(string Key, IReadOnlyList<string> Values);
