namespace Tureen.Fuzz.Inputs;

/// <summary>One step of an input. What the code means is up to the target, which takes it modulo the number of its codes.</summary>
internal readonly record struct Operation(byte Code, byte[] Data);
