import { IsString, Length } from 'class-validator';

const text = { message: 'must be text of 1 to 200 characters' };

export class SignInDto {
  @IsString(text)
  @Length(1, 200, text)
  readonly signInName!: string;

  @IsString(text)
  @Length(1, 200, text)
  readonly password!: string;
}

export class UnlockDto {
  @IsString(text)
  @Length(1, 200, text)
  readonly password!: string;
}

export class ChangePasswordDto {
  @IsString(text)
  @Length(1, 200, text)
  readonly current!: string;

  @IsString(text)
  @Length(1, 200, text)
  readonly next!: string;
}

export class SetPasswordDto {
  @IsString(text)
  @Length(1, 200, text)
  readonly token!: string;

  @IsString(text)
  @Length(1, 200, text)
  readonly password!: string;
}
