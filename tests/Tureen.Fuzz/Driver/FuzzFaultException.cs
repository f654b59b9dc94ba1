namespace Tureen.Fuzz.Driver;

/// <summary>A run left something behind, or broke a rule that its target checks.</summary>
internal sealed class FuzzFaultException(string message) : Exception(message);
