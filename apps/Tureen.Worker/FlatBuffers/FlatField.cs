namespace Tureen.WorkerProcess.FlatBuffers;

/// <summary>A field of a table that is being written: a number, or where the thing lies that it refers to.</summary>
internal readonly record struct FlatField(int Number, int Size, ulong Bits, bool IsReference);
