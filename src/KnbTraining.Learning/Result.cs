namespace KnbTraining.Learning;

/// <summary>A value, or the reason why there is none.</summary>
public sealed record Result<T>
{
    private Result(T? value, Refusal? refused) => (Value, Refused) = (value, refused);

    /// <summary>What was asked for; the default of its type where it was refused.</summary>
    public T? Value { get; }

    /// <summary>Why there is no value; null where it was done.</summary>
    public Refusal? Refused { get; }

    public bool Ok => Refused is null;

    /// <summary>What is wrong with the form that was sent; none where it was done, or refused for another reason.</summary>
    public FormFindings Findings => Refused is Refusal.Invalid invalid ? invalid.Findings : FormFindings.None;

    public static implicit operator Result<T>(T? value) => new(value, null);

    public static implicit operator Result<T>(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return new Result<T>(default, refusal);
    }

    /// <summary>The same refusal for another type of value.</summary>
    public Result<TOther> As<TOther>() => Refused ?? throw new InvalidOperationException("Only a refusal can change its type.");

    /// <summary>For messages to developers: the value, or the kind of the refusal with its findings.</summary>
    public override string ToString() => Ok ? $"{Value}" : Findings.Any ? $"{Refused} ({Findings})" : $"{Refused}";
}

/// <summary>The value of an operation that has nothing to return.</summary>
public readonly record struct Done;
